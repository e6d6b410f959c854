const titles: Readonly<Record<string, string>> = {
  photo: 'Фотография',
  video: 'Видео',
  audio: 'Аудиозапись',
  audio_message: 'Голосовое сообщение',
  doc: 'Документ',
  wall: 'Запись со стены',
  wall_reply: 'Комментарий',
  link: 'Ссылка',
  sticker: 'Стикер',
  graffiti: 'Рисунок',
  market: 'Товар',
  poll: 'Опрос',
  gift: 'Подарок',
}

/** What an attachment is called on the page: of documents and links the title that people gave. */
export function attachmentTitle(type: string, raw: Readonly<Record<string, unknown>>): string {
  const kind = titles[type] ?? 'Вложение'
  const title = raw['title']
  const isNamed = (type === 'doc' || type === 'link' || type === 'video') && typeof title === 'string'
  return isNamed && title.trim() !== '' ? `${kind}: ${title.slice(0, 120)}` : kind
}
