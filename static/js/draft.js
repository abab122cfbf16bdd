// The counter's form keeps itself while it is typed (data-keep: where it is kept), files as soon as they are chosen, and the column beside
// it answers at once. Without this script 存草稿 and 核对 do both. The server refuses to keep what has been registered meanwhile.
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

  // Sends the form; gives the column's new content, or null.
  const keep = (body) => {
    changed = false;
    asked += 1;
    const mine = asked;
    return fetch(form.dataset.keep, { method: 'POST', body, credentials: 'same-origin' })
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((page) => {
        // An answer that a later one overtook, or that would take the focus away, is not shown.
        if (page !== null && mine === asked && !beside.contains(document.activeElement)) {
          beside.innerHTML = page;
        }
        return page;
      })
      .catch(() => { changed = true; return null; });
  };

  const later = () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(() => keep(typed()), WAIT);
  };

  // A file that has been kept is listed in the column and must not come a second time with the form.
  const keepFiles = (field) => {
    clearTimeout(timer);
    const names = [...field.files].map((file) => file.name);
    keep(new FormData(form)).then((page) => {
      const same = [...field.files].map((file) => file.name).join() === names.join();
      if (page !== null && same && !beside.querySelector('.err')) {
        field.value = '';
      }
    });
  };

  form.addEventListener('input', (event) => {
    if (event.target.type !== 'file') {
      later();
    }
  });
  form.addEventListener('change', (event) => {
    if (event.target.type === 'file' && event.target.files.length) {
      keepFiles(event.target);
    } else {
      later();
    }
  });
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
