// Small conveniences for every page; each page works without them.
(() => {
  'use strict';

  // A form sent once stays sent: the second click of a double click does nothing.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = 'yes';
    setTimeout(() => { for (const button of form.querySelectorAll('button')) button.setAttribute('aria-disabled', 'true'); });
  });
  // Coming back by the browser's history must find the form usable again.
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll('button')) button.removeAttribute('aria-disabled');
    }
  });

  const problem = document.querySelector('[data-focus]');
  if (problem) problem.focus();

  // Countdowns run by the server's clock: the page brings its time, the browser only measures what passes.
  const counters = [...document.querySelectorAll('[data-countdown]')].map((element) => ({
    element, due: Number(element.dataset.countdown), ahead: Number(element.dataset.now) - performance.now(),
  }));
  const two = (n) => String(n).padStart(2, '0');
  const tick = () => {
    for (const { element, due, ahead } of counters) {
      const left = Math.floor((due - ahead - performance.now()) / 1000);
      const days = Math.floor(left / 86400), hours = Math.floor(left / 3600), minutes = Math.floor(left / 60) % 60;
      element.textContent = left <= 0 ? 'due time has passed'
        : days >= 2 ? `${days} days left`
        : hours >= 1 ? `${hours} h ${two(minutes)} min left`
        : `${minutes} min ${two(left % 60)} s left`;
      element.classList.toggle('is-past', left <= 0);
      element.classList.toggle('is-soon', left > 0 && hours < 24);
    }
  };
  if (counters.length) { tick(); setInterval(tick, 1000); }

  // "Select all" over a list of check boxes.
  for (const all of document.querySelectorAll('[data-check-all]')) {
    all.addEventListener('click', () => {
      const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${all.dataset.checkAll}"]`)];
      const on = boxes.some((box) => !box.checked);
      for (const box of boxes) box.checked = on;
    });
  }

  // A choice that changes what the page shows is sent as it is made.
  for (const choice of document.querySelectorAll('[data-submit]')) choice.addEventListener('change', () => choice.form.requestSubmit());

  // The account menu closes on Escape and on a click elsewhere.
  const menu = document.querySelector('details.menu');
  if (menu) {
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && menu.open) { menu.open = false; menu.querySelector('summary').focus(); }
    });
    document.addEventListener('click', (event) => { if (!menu.contains(event.target)) menu.open = false; });
  }
})();
