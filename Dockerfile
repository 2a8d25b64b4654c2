# Watchword as one image: web, worker and migrations differ in their command. See docs/deploy.md.
FROM node:24.21.0-slim AS build
WORKDIR /app
ENV CI=true NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1
COPY . .
RUN npx -y pnpm@12 install --frozen-lockfile
RUN npx -y pnpm@12 build
# What only building and testing need goes, at once: pnpm would keep it for a week.
RUN npx -y pnpm@12 install --prod --frozen-lockfile --config.modulesCacheMaxAge=0

FROM node:24.21.0-slim
# A container without a folder for temporary files runs too.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
COPY --from=build --chown=node:node /app /app
WORKDIR /app/apps/web
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/api/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=20", "dist/server.js"]
