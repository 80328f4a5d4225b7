// All that can be read on the page, of a part of it that has the text, if one is given, and in fields.
const [beside] = arguments;
const plain = (text) => (text ?? "").replace(/[\s\u00a0\u202f]+/g, " ").trim();
const read = (root) => {
  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script, style, noscript") && parent.checkVisibility()) texts.push(walker.currentNode.data);
  }
  return plain(texts.join(" "));
};
if (!beside) return [read(document.body)];
return [...document.querySelectorAll("tr, li, dl > div")].map(read).filter((text) => text.includes(beside));
