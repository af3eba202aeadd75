# The command line for scan and for tail --serve. Not built by this project's tests: they need no Docker.
#
#   docker build -t runwarden .
#   docker run --rm --read-only --tmpfs /tmp -v "$PWD/logs:/logs:ro" runwarden scan /logs
#   docker run --rm --read-only --tmpfs /tmp --env-file detector.env runwarden tail azure --serve
#
# A large scan sorts in /tmp; nothing else is written. The image holds no Azure CLI: tail runs where the platform gives it
# an identity (Container Apps, App Service).
FROM node:24-bookworm-slim AS build
WORKDIR /runwarden
COPY package.json package-lock.json .npmrc ./
COPY test/runtime/package.json test/runtime/
RUN npm ci
COPY . .
RUN npm run package

FROM gcr.io/distroless/nodejs24-debian12:nonroot
COPY --from=build /runwarden/dist/package /runwarden
# nonroot, by number for hosts that check it.
USER 65532
ENTRYPOINT ["/nodejs/bin/node", "/runwarden/runwarden.js"]
