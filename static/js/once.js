// One press, one act: after a form is sent its buttons rest. The server keeps the real lock (idempotency key); this spares the clerk a second page.
(() => {
  'use strict';
  const REST = 8000; // ms; a download leaves the page where it is, so the buttons come back

  const buttonsOf = (form) => Array.from(form.elements).filter((one) => one.type === 'submit');

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute('method') !== 'post') {
      return;
    }
    const buttons = buttonsOf(form).filter((one) => !one.disabled);
    // Later: a button that is disabled now would not send its own name and value.
    setTimeout(() => {
      buttons.forEach((one) => { one.disabled = true; });
    }, 0);
    setTimeout(() => {
      buttons.forEach((one) => { one.disabled = false; });
    }, REST);
  });

  // Back from the next page: the browser shows the old page with its buttons still resting.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      document.querySelectorAll('form').forEach((form) => buttonsOf(form).forEach((one) => {
        one.disabled = one.hasAttribute('data-refused');
      }));
    }
  });
})();
