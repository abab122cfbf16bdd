// Boxes are drawn on a page with the mouse or a finger: each is a line in the form's field, where it can be changed or taken out again.
// Without this script the lines are typed. The server looks every line over.
(() => {
  'use strict';
  const SIDE = 10000;
  const LEAST = 30;
  const sheet = document.querySelector('svg[data-draws]');
  const lines = sheet && document.getElementById(sheet.dataset.draws);
  if (!lines) {
    return;
  }
  let start = null;
  let drawn = null;

  const place = (event) => {
    const edge = sheet.getBoundingClientRect();
    const within = (at, from, length) => Math.round(Math.max(0, Math.min(1, (at - from) / length)) * SIDE);
    return [within(event.clientX, edge.left, edge.width), within(event.clientY, edge.top, edge.height)];
  };
  const shape = (box) => {
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    rect.setAttribute('class', 'mark pending');
    put(rect, box);
    sheet.appendChild(rect);
    return rect;
  };
  const put = (rect, [left, top, right, bottom]) => {
    rect.setAttribute('x', left);
    rect.setAttribute('y', top);
    rect.setAttribute('width', right - left);
    rect.setAttribute('height', bottom - top);
  };
  const between = ([x, y], [u, v]) => [Math.min(x, u), Math.min(y, v), Math.max(x, u), Math.max(y, v)];
  const redraw = () => {
    sheet.querySelectorAll('.pending').forEach((one) => one.remove());
    lines.value.split('\n').forEach((line) => {
      const sides = line.trim().split(/[\s,]+/).map((side) => Math.round(Number(side) * 100));
      if (sides.length === 4 && sides.every((side) => side >= 0 && side <= SIDE) && sides[0] < sides[2] && sides[1] < sides[3]) {
        shape(sides);
      }
    });
  };

  sheet.addEventListener('pointerdown', (event) => {
    if (event.button === 0) {
      start = place(event);
      drawn = shape(between(start, start));
      sheet.setPointerCapture(event.pointerId);
      event.preventDefault();
    }
  });
  sheet.addEventListener('pointermove', (event) => {
    if (start) {
      put(drawn, between(start, place(event)));
    }
  });
  sheet.addEventListener('pointerup', (event) => {
    if (!start) {
      return;
    }
    const box = between(start, place(event));
    start = null;
    if (box[2] - box[0] >= LEAST && box[3] - box[1] >= LEAST) {
      const line = box.map((side) => (side / 100).toString()).join(' ');
      lines.value = (lines.value.trim() ? `${lines.value.trim()}\n` : '') + line;
    }
    redraw();
  });
  sheet.addEventListener('pointercancel', () => {
    start = null;
    redraw();
  });
  lines.addEventListener('input', redraw);
})();
