# Built in two steps, so that the image holds no compiler and no cache; runs as nobody on a read-only root.
FROM python:3.12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY bot ./bot
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --constraint constraints.txt .

FROM python:3.12-slim
COPY --from=build /venv /venv
COPY briefs /library/briefs
COPY seeds /library/seeds
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/state \
    XDG_STATE_HOME=/state \
    BRIEFBOT_LIBRARY__PATH=/library/briefs \
    BRIEFBOT_LOGS__FORMAT=json \
    BRIEFBOT_HTTP__HOST=0.0.0.0
RUN install -d -o 65534 -g 65534 /state
USER 65534:65534
VOLUME /state
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
ENTRYPOINT ["briefbot"]
CMD ["serve"]
