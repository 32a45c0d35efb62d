# syntax=docker/dockerfile:1
# One image for both processes: `node bots/main.ts` (web) and `node jobs/main.ts` (worker).
# Node runs TypeScript as it is, so there is nothing to build but Prisma's client.

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /kram
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY prisma.config.ts ./
COPY prisma ./prisma
# `--omit=dev` would keep the Prisma CLI and TypeScript, optional peers of Prisma's client: 250 MB.
RUN node prisma/generate.ts && npm pkg delete devDependencies && npm prune --ignore-scripts

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /kram
COPY --from=packages /kram/node_modules ./node_modules
COPY --from=packages /kram/prisma ./prisma
COPY package.json app.ts config.ts ./
COPY start ./start
COPY core ./core
COPY integrations ./integrations
COPY bots ./bots
COPY jobs ./jobs
USER node
EXPOSE 3000 3002
# Of the process on PORT; where this image runs as the worker, PORT is set to its WORKER_PORT.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bots/main.ts"]
