# Отклик: сборка и запуск в двух слоях. docker build -t otklik .
FROM node:20-bookworm-slim AS build
WORKDIR /otklik
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/build.mjs && npm prune --omit=dev
# Страницы уже собраны, клиент базы уже сгенерирован: их мастерская в образе не нужна (вдвое меньше места).
RUN cd node_modules && rm -rf prisma effect @electric-sql @vkontakte typescript @typescript elkjs @visx react react-dom remeda @types

FROM node:20-bookworm-slim
# Внутри контейнера доступ снаружи открывает не эта строка, а публикация порта.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /otklik
COPY --from=build /otklik/package.json ./
COPY --from=build /otklik/node_modules node_modules
COPY --from=build /otklik/dist dist
COPY --from=build /otklik/prisma prisma
COPY --from=build /otklik/taxonomy taxonomy
COPY --from=build /otklik/sandbox/region sandbox/region
RUN mkdir /data && chown node:node /data && chmod 700 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Без оболочки: SIGTERM доходит до самого Отклика, и он останавливается за 10 секунд.
CMD ["node", "dist/src/main.js"]
