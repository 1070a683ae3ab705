"""The version of rawabit, which is part of the extractor's version too."""

VERSION = "0.1.0"
