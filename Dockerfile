# Three stages: packages for building, the build, and what runs. Building needs the npm registry only.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# The image's own Node is the runtime, so install scripts (which would fetch another) are not run.
RUN npm install --no-save --no-audit --no-fund --ignore-scripts
COPY . .
RUN node scripts/build.ts

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts/bootstrap.mjs scripts/
RUN npm install --no-save --no-audit --no-fund --ignore-scripts --omit=dev \
 && node -e "import('./scripts/bootstrap.mjs').then(({ trim }) => trim())"

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/build build
COPY package.json ./
COPY app app
COPY prisma prisma
COPY scripts scripts
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the first process: it gets the signals and ends in order.
CMD ["node", "scripts/serve.ts"]
