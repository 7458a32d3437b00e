// Finds questions by their wording, as a person does, and answers them.
const words = (element) => element.innerText.replace(/[\s*]+/g, ' ').trim();
const shown = (element) => element.getClientRects().length > 0;
const until = async (find, what) => {
  const end = performance.now() + 15_000;
  for (;;) {
    const found = find();
    if (found) return found;
    if (performance.now() > end) throw new Error(`Not there: ${what}. Shown: ${document.body.innerText}`);
    await new Promise((next) => setTimeout(next, 20));
  }
};
const questions = () => [...document.querySelectorAll('.question-container')].filter(shown);
const labelOf = (question) => words(question.querySelector('.control-text label'));
const question = (label, index) => until(() => questions().filter((q) => labelOf(q) === label)[index], `question ${index} "${label}"`);
const option = (root, selector, text) => until(() => [...root.querySelectorAll(selector)].find((o) => shown(o) && words(o).startsWith(text)), `option "${text}"`);

window.robot = {
  choose: async (label, text, index = 0) => {
    const asked = await question(label, index);
    const list = asked.querySelector('.p-select');
    if (!list) return (await option(asked, 'label.value-option', text)).querySelector('input').click();
    list.click();
    const chosen = await option(document, '.p-select-option', text);
    chosen.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
    chosen.click();
  },
  focus: async (label, index = 0) => (await question(label, index)).querySelector('input, textarea').focus(),
  attach: async (label, name, base64) => {
    const input = (await question(label, 0)).querySelector('input[type=file]');
    const chosen = new DataTransfer();
    chosen.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type: 'image/jpeg' }));
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  },
  value: async (label, index = 0) => (await question(label, index)).querySelector('input, textarea').value,
  asked: () => questions().map(labelOf),
  unanswered: () => questions().filter((q) => q.querySelector('label.required') && !q.querySelector(':checked') && q.querySelectorAll('input[type=radio]').length > 0).map(labelOf),
  press: async (text) => (await until(() => [...document.querySelectorAll('button')].find((b) => shown(b) && words(b) === text), `button "${text}"`)).click(),
  answer: (count) => until(() => window.answers?.[count - 1], 'the answer to the submission'),
};
