# The command kg in a container; see docs/operations.md.
FROM python:3.11-slim AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/kg && /opt/kg/bin/pip install --no-cache-dir -c constraints.txt .

FROM python:3.11-slim
# Poppler's pdftotext reads PDF.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends poppler-utils \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 kg \
    && install --directory --owner kg /store /articles
COPY --from=build /opt/kg /opt/kg
ENV PATH=/opt/kg/bin:$PATH KG_STORE=/store KG_LOG_FORMAT=json
USER 1000
WORKDIR /home/kg
VOLUME /store
ENTRYPOINT ["kg"]
CMD ["--help"]
