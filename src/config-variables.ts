interface ConfigVariable {
  /** What is used when the variable is absent or empty; an empty text means that nothing is. */
  readonly default: string
  /** Russian, for .env.example. */
  readonly comment: string
}

/** Every variable that the product reads. `.env.example` holds the same, and a test compares them. */
export const configVariables = {
  PORT: { default: '3000', comment: 'Порт рабочего места (веб-консоли).' },
  HOST: {
    default: '127.0.0.1',
    comment: 'Адрес, на котором оно открыто. 0.0.0.0 — для всех, кто может подключиться к этой машине.',
  },
  CONSOLE_URL: {
    default: '',
    comment:
      'Адрес, по которому сотрудники открывают рабочее место: https://otklik.example.ru. Пусто — эта машина.',
  },
  VK_APP_ID: {
    default: '',
    comment: 'Номер мини-приложения ВКонтакте, если рабочее место открывают в нём. Пусто — без него.',
  },
  VK_APP_SECRET: {
    default: '',
    comment: 'Защищённый ключ этого мини-приложения; им проверяется подпись входа.',
  },
  VK_ID_APP_ID: {
    default: '',
    comment:
      'Номер приложения VK ID (id.vk.com/about/business/go), если сотрудники входят и так. Доверенный адрес в нём — CONSOLE_URL/api/session/vk-id/back. Пусто — вход только по коду от бота.',
  },
  VK_ID_URL: { default: 'https://id.vk.ru', comment: 'Адрес VK ID.' },
  SANDBOX_PORT: { default: '3001', comment: 'Порт песочницы — учебного ВКонтакте на этой же машине.' },
  SANDBOX_REGION: {
    default: '',
    comment:
      'Папка с файлами своей области для песочницы (образец — docs/examples/region). Пусто — учебная область. Читается при первом запуске.',
  },
  DATA_DIR: {
    default: './data',
    comment: 'Папка данных: встроенная база и вложения. Держите её в резервных копиях.',
  },
  DATABASE_URL: {
    default: '',
    comment: 'Свой PostgreSQL 15 или новее: postgresql://имя:пароль@сервер:5432/база. Пусто — встроенный.',
  },
  BACKUPS_KEEP: {
    default: '7',
    comment:
      'Сколько ежедневных копий встроенной базы хранить в DATA_DIR/backups; 0 — не делать. Свою базу (DATABASE_URL) копируйте сами.',
  },
  OPEN311: {
    default: 'off',
    comment:
      'Открытые данные об обращениях для всех (Open311 GeoReport v2, /open311/v2): темы, состояния и сроки — без слов, людей и адресов. on или off.',
  },
  RETRAIN_AFTER: {
    default: '200',
    comment:
      'После скольких решений людей (переадресаций, выбранных тем, ответов) модель текста учится заново; ночью хватает двадцати. 0 — только командой otklik train.',
  },
  VK_TOKENS: { default: '', comment: 'Ключи доступа сообществ через запятую. Пусто — режим песочницы.' },
  TOKEN_KEYS: {
    default: '',
    comment:
      'Чем шифровать ключи сообществ в базе: 32 случайных байта в base64 (otklik tokens --new-key). Новый ключ пишут первым, прежний — за ним через запятую. Пусто — не шифровать.',
  },
  VK_API_URL: { default: 'https://api.vk.ru/method', comment: 'Адрес API ВКонтакте.' },
  LOG_LEVEL: { default: 'info', comment: 'Подробность журнала: trace, debug, info, warn, error или fatal.' },
  SERVICE_GROUP_ID: {
    default: '',
    comment: 'Номер сообщества, в котором отвечают сотрудники. Пусто — отдельного сообщества нет.',
  },
  ANSWER_UNDO_SECONDS: {
    default: '10',
    comment: 'Сколько секунд сотрудник может отменить отправку ответа. 0 — ответ уходит сразу.',
  },
  SILENCE_SECONDS: {
    default: '4',
    comment:
      'Сколько секунд ждать, не допишет ли житель ещё: короткие сообщения подряд читаются как одно. Целый вопрос и опасность не ждут. 0 — отвечать на каждое.',
  },
  PERSONAL_DATA_MONTHS: {
    default: '24',
    comment:
      'Через сколько месяцев после закрытия обращения стираются слова, файлы и имя жителя; показатели остаются. 0 — не стирать.',
  },
  QUEUE_DAYS: {
    default: '45',
    comment:
      'Сколько дней хранятся обработанные входящие и отправленные исходящие (не обращения: те остаются). От 35, чтобы не принять старое сообщение за новое; 0 — хранить всегда.',
  },
  CLARIFY_PAUSE_HOURS: {
    default: '72',
    comment: 'Сколько часов самое большее не идёт срок решения, пока ждём ответа жителя на «Уточнить».',
  },
  OFFICIAL_WAYS: {
    default: 'через Госуслуги, в интернет-приёмной администрации, письмом или на личном приёме',
    comment:
      'Как у вас подают официальное обращение: конец фразы «официальное обращение можно подать …». Житель читает её под номером и сроком и после третьего «не помогло».',
  },
  TIME_ZONE: { default: 'Europe/Moscow', comment: 'Часовой пояс, если у сообщества не указан свой.' },
  FILE_MB_MAX: {
    default: '50',
    comment: 'Самый большой файл жителя или сотрудника, который сохраняется и пересылается, в мегабайтах.',
  },
  FILES_S3_URL: {
    default: '',
    comment:
      'Хранилище S3 для фото и документов: адрес вместе с бакетом, https://storage.yandexcloud.net/otklik. Пусто — папка files в DATA_DIR.',
  },
  FILES_S3_REGION: { default: 'us-east-1', comment: 'Регион хранилища S3, например ru-central1.' },
  FILES_S3_KEY_ID: { default: '', comment: 'Идентификатор ключа хранилища S3.' },
  FILES_S3_SECRET: { default: '', comment: 'Секретный ключ хранилища S3.' },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    default: '',
    comment:
      'Куда отправлять трассы OpenTelemetry (OTLP по HTTP): http://127.0.0.1:4318. Пусто — трасс нет. Другие переменные OTEL_ тоже действуют (docs/operations.md).',
  },
} as const satisfies Readonly<Record<string, ConfigVariable>>
