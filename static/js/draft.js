// The counter's form keeps itself while it is typed (data-keep: where it is kept), and the column beside it answers at once.
// Without this script 存草稿 and 核对 do both. The server refuses to keep what has been registered meanwhile.
(() => {
  'use strict';
  const WAIT = 1200; // ms after the last key
  const form = document.querySelector('form[data-keep]');
  const beside = document.getElementById('beside');
  if (!form || !beside) {
    return;
  }
  let timer = 0;
  let changed = false;
  let asked = 0;

  const typed = () => {
    const pairs = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === 'string') {
        pairs.append(name, value);
      }
    });
    return pairs;
  };

  const keep = () => {
    changed = false;
    asked += 1;
    const mine = asked;
    fetch(form.dataset.keep, { method: 'POST', body: typed(), credentials: 'same-origin' })
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((page) => {
        // An answer that a later one overtook, or that would take the focus away, is not shown.
        if (page !== null && mine === asked && !beside.contains(document.activeElement)) {
          beside.innerHTML = page;
        }
      })
      .catch(() => { changed = true; });
  };

  const later = () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT);
  };

  form.addEventListener('input', later);
  form.addEventListener('change', later);
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    changed = false;
    asked += 1;
  });
  window.addEventListener('pagehide', () => {
    if (changed && navigator.sendBeacon) {
      clearTimeout(timer);
      navigator.sendBeacon(form.dataset.keep, typed());
    }
  });
})();
