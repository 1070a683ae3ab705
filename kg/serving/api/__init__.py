"""The JSON of the server: what may be asked, what is answered, and the description of both.

::

    parameters, answers ─operations→ one declaration of each address
                                       ├─reading→     what a handler gets of a request
                                       └─description→ /api/openapi.json
"""
