// Error summary: the focus goes there when the page opens, so that a reader says it first.
(() => {
  'use strict';
  const summary = document.querySelector('.errsum[role="alert"]');
  if (summary) {
    summary.focus();
  }
})();
