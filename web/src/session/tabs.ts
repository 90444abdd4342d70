/** What one tab tells the others. It says that something happened, never who or what. */
export type News = 'signed-in' | 'signed-out' | 'idle';

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('portero') : undefined;

export function say(news: News): void {
  channel?.postMessage(news);
}

export function onNews(listener: (news: News) => void): void {
  channel?.addEventListener('message', (event: MessageEvent<News>) => listener(event.data));
}
