// Notifications as they happen: the badge counts up and a notice shows for a while.
(() => {
  'use strict';
  const bell = document.querySelector('[data-live]');
  const toasts = document.getElementById('toasts');
  if (!bell || !window.EventSource) return;
  const badge = bell.querySelector('[data-badge]');
  const seen = new Set();
  let source, wait = 2000, last = '';

  const count = () => {
    const number = (Number(badge.dataset.count ?? badge.textContent) || 0) + 1;
    badge.dataset.count = number;
    badge.textContent = number > 99 ? '99+' : number;
    badge.hidden = false;
    bell.setAttribute('aria-label', `Notifications, ${number} unread`);
  };

  const show = (notification) => {
    const toast = document.createElement('a');
    toast.className = 'toast';
    // Only paths of this site: a link from anywhere else leads to the list.
    toast.href = /^\/(?![\/\\])/.test(notification.link ?? '') ? notification.link : '/notifications';
    const title = document.createElement('strong'), body = document.createElement('span');
    title.textContent = notification.title;
    body.textContent = notification.body;
    toast.append(title, body);
    toasts.append(toast);
    while (toasts.children.length > 3) toasts.firstChild.remove();
    setTimeout(() => toast.remove(), 9000);
  };

  const open = () => {
    source = new EventSource(bell.dataset.live + (last ? `?lastEventId=${encodeURIComponent(last)}` : ''));
    source.onopen = () => { wait = 2000; };
    source.addEventListener('notification', (event) => {
      if (event.lastEventId) {
        if (seen.has(event.lastEventId)) return;
        seen.add(last = event.lastEventId);
      }
      count();
      show(JSON.parse(event.data));
    });
    source.onerror = () => {
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(follow, wait);
      wait = Math.min(wait * 2, 60000);
    };
  };
  // Browsers allow few connections to one site: tabs in the background give theirs up and catch up when they are looked at.
  const follow = () => {
    if (document.hidden) source?.close();
    else if (!source || source.readyState === EventSource.CLOSED) open();
  };
  document.addEventListener('visibilitychange', follow);
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', (event) => { if (event.persisted) follow(); });
  follow();
})();
