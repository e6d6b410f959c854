import { createServer } from 'node:net'
import { StartProblem } from './problem.ts'

/** Looks before anything slow is started. Somebody may still be quicker; listening itself then fails. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartProblem(sentenceOf(error, host, port))),
    )
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

function sentenceOf(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `Порт ${port} занят — возможно, Отклик уже запущен. Остановите другую программу или укажите свободный порт в PORT.`
  }
  if (error.code === 'EACCES')
    return `Порт ${port} открывать нельзя без прав администратора. Укажите в PORT число больше 1023.`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return `У этой машины нет адреса ${host}. Проверьте HOST.`
  }
  return `Не удалось открыть порт ${port} на ${host} (${error.code ?? 'неизвестная ошибка'}). Проверьте PORT и HOST.`
}
