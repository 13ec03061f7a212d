# One image for every command: `docker run omdome demo --once`, `… serve`, `… schedule`.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
COPY requirements.hashed.txt ./
RUN python -m venv /opt/omdome && /opt/omdome/bin/pip install --require-hashes -r requirements.hashed.txt
COPY pyproject.toml README.md LICENSE ./
COPY alembic alembic
COPY service service
COPY scrapers scrapers
RUN /opt/omdome/bin/pip install --no-deps .

FROM python:3.13-slim
RUN useradd --system --create-home --uid 10001 omdome && install -d -o omdome -g omdome /data
COPY --from=build /opt/omdome /opt/omdome
ENV PATH=/opt/omdome/bin:$PATH PYTHONUNBUFFERED=1 PYTHONUTF8=1 \
    OMDOME_DATA_DIR=/data OMDOME_HOST=0.0.0.0 OMDOME_LOG_JSON=true
USER omdome
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f\"http://127.0.0.1:{os.environ.get('OMDOME_PORT', '8000')}/healthz\", timeout=4)"]
ENTRYPOINT ["omdome"]
CMD ["up"]
