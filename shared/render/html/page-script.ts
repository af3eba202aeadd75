/**
 * What the page can do with a script and does not need: search, open and close everything, count what is shown, open
 * all for printing, copy a suppression. The severity filter works without it.
 */
export const SCRIPT = `'use strict';
(() => {
  const all = [...document.querySelectorAll('.alert')];
  const search = document.querySelector('#search');
  const count = document.querySelector('#count');
  const texts = all.map((alert) => alert.textContent.toLowerCase());
  const show = () => {
    const shown = all.filter((alert) => getComputedStyle(alert).display !== 'none').length;
    count.textContent = 'Showing ' + shown + ' of ' + all.length;
  };
  const filter = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    all.forEach((alert, place) => { alert.hidden = !words.every((word) => texts[place].includes(word)); });
    show();
  };
  const setOpen = (open) => { for (const alert of all) alert.querySelector('details').open = open; };
  if (count !== null) {
    for (const control of document.querySelectorAll('[data-script]')) control.hidden = false;
    search.addEventListener('input', filter);
    for (const box of document.querySelectorAll('.filters input[type=checkbox]')) box.addEventListener('change', show);
    document.querySelector('#open').addEventListener('click', () => setOpen(true));
    document.querySelector('#close').addEventListener('click', () => setOpen(false));
    filter();
  }
  addEventListener('beforeprint', () => { setOpen(true); });
  for (const button of document.querySelectorAll('.copy')) {
    button.hidden = !navigator.clipboard;
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(button.parentElement.querySelector('pre').textContent)\
.then(() => { button.textContent = 'Copied'; });
    });
  }
})();
`
