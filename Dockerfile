# Three images, one for each service of docker-compose.yml. Debian 12, as everything is tried on.

# ----- What is built ----------------------------------------------------------------------------------------------
FROM debian:12-slim AS build
WORKDIR /opt/sipcast
COPY bin/setup bin/java-home bin/
RUN bin/setup
COPY . .
RUN make build

# ----- What all three have ----------------------------------------------------------------------------------------
FROM debian:12-slim AS base
RUN apt-get update \
 && apt-get install -y --no-install-recommends openssl mawk procps util-linux \
 && rm -rf /var/lib/apt/lists/*
# None of them runs as root. They share /run/sipcast: accounts, and the certificate.
RUN groupadd --gid 10001 sipcast \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin sipcast \
 && install -d -o sipcast -g sipcast /opt/sipcast /run/sipcast /var/log/sipcast \
      /var/lib/sipcast /var/lib/sipcast/media /var/lib/sipcast/records
WORKDIR /opt/sipcast
COPY bin bin
COPY conf conf
ENV SIPCAST_RUN=/run/sipcast SIPCAST_LOGS=/var/log/sipcast \
    SIPCAST_MEDIA=/var/lib/sipcast/media SIPCAST_RECORDS=/var/lib/sipcast/records

FROM base AS kamailio
RUN apt-get update \
 && apt-get install -y --no-install-recommends kamailio kamailio-tls-modules kamailio-websocket-modules \
 && rm -rf /var/lib/apt/lists/*
USER sipcast
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["bin/sipcast-platform", "answers", "kamailio"]
CMD ["bin/sipcast-platform", "foreground", "kamailio"]

FROM base AS rtpengine
RUN apt-get update \
 && apt-get install -y --no-install-recommends rtpengine-daemon \
 && rm -rf /var/lib/apt/lists/*
USER sipcast
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["bin/sipcast-platform", "answers", "rtpengine"]
CMD ["bin/sipcast-platform", "foreground", "rtpengine"]

FROM base AS sipcast
RUN apt-get update \
 && apt-get install -y --no-install-recommends default-jre-headless vlc-bin vlc-plugin-base ffmpeg fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
COPY routes routes
COPY --from=build /opt/sipcast/target/sipcast.jar target/
COPY --from=build /opt/sipcast/target/lib target/lib
COPY --from=build /opt/sipcast/vlc-patches/build vlc-patches/build
COPY --from=build /opt/sipcast/vlc-patches/lua vlc-patches/lua
USER sipcast
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["bin/sipcast-platform", "answers", "sipcast"]
CMD ["bash", "-c", "bin/demo-film && exec bin/sipcast run"]
