// Shows mail as it comes, without taking the reader's place from them.
const mails = document.getElementById('mails');
const news = document.getElementById('news');

async function look() {
  if (document.hidden) {
    return;
  }
  const { version } = await (await fetch('/inbox/version')).json();
  if (version === mails.dataset.version) {
    return;
  }
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
  const fresh = page.getElementById('mails');
  const focused = mails.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  mails.replaceChildren(...fresh.childNodes);
  mails.dataset.version = fresh.dataset.version;
  if (focused) {
    mails.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
  news.textContent = mails.dataset.news;
}

setInterval(() => look().catch(() => {}), 2000);
document.addEventListener('visibilitychange', () => look().catch(() => {}));
