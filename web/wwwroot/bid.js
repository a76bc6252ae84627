// Totals as you type and a draft that is kept. The server computes again what it is sent.
(() => {
  'use strict';
  const form = document.querySelector('form[data-bid]');
  if (!form) return;
  const money = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

  // Exact decimals: text to an integer of 10^-8, rounded half away from zero to cents, as the service does.
  const scaled = (text, places) => {
    const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text.trim().replace(/[,\s$€£]/g, ''));
    if (!match || (!match[2] && !match[3]) || (match[3] || '').replace(/0+$/, '').length > places) return null;
    return BigInt(match[1] + (match[2] || '0') + (match[3] || '').slice(0, places).padEnd(places, '0'));
  };
  const cents = (value, places) => {
    const unit = 10n ** BigInt(places - 2), half = unit / 2n;
    return value < 0n ? (value - half) / unit : (value + half) / unit;
  };
  const show = (value) => money.format(Number(value) / 100).replace('-', '\u2212');

  const total = () => {
    let sum = 0n, open = 0;
    for (const input of form.querySelectorAll('[data-quantity]')) {
      const cell = document.getElementById(input.dataset.total);
      const price = scaled(input.value, 4), quantity = scaled(input.dataset.quantity, 4);
      const bad = input.value.trim() !== '' && (price === null || price < 0n);
      input.setAttribute('aria-invalid', bad ? 'true' : 'false');
      if (price === null || price < 0n) { cell.textContent = '–'; if (input.dataset.kind === 'base') open++; continue; }
      const line = cents(price * quantity, 8);
      cell.textContent = show(line);
      if (input.dataset.kind === 'base') sum += line;
    }
    form.querySelector('[data-sum]').textContent = show(sum);
    const left = form.querySelector('[data-left]');
    left.textContent = open ? `${open} ${open === 1 ? 'line has' : 'lines have'} no price yet` : 'All base lines are priced';
  };

  let timer, under;
  const state = form.querySelector('[data-draft-state]');
  const save = async () => {
    under = new AbortController();
    try {
      const response = await fetch(form.dataset.bid, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'error', signal: under.signal });
      state.textContent = response.ok ? `Draft kept at ${new Date().toLocaleTimeString()}. Not submitted yet.` : 'The draft could not be kept just now.';
    } catch {
      state.textContent = 'Not connected: the draft is kept when the connection is back.';
    }
  };
  form.addEventListener('input', () => {
    total();
    clearTimeout(timer);
    timer = setTimeout(save, 900);
  });
  // An upload reloads the page: what was typed must be in the draft by then.
  for (const upload of document.querySelectorAll('form[data-upload]')) upload.addEventListener('submit', () => { clearTimeout(timer); save(); });
  // A draft that arrives after the bid would stand for something that is not submitted.
  form.addEventListener('submit', () => { clearTimeout(timer); under?.abort(); });
  total();
})();
