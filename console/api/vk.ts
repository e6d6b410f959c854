/** Tells VK that the Mini App is there. On the web nothing of it is even loaded. */
export async function joinVk(): Promise<void> {
  if (!location.search.includes('vk_app_id=')) return
  const { default: bridge } = await import('@vkontakte/vk-bridge')
  await bridge.send('VKWebAppInit').catch(() => {
    // Opened by a link with VK's parameters, outside of VK: there is nobody to tell.
  })
}
