// Finds what a person can use by what it is called. Arguments: what it is for, its name, and a text that stands beside it.
// Returns { found: element } or { seen: [names] }, which says what there is instead.
const [use, name, beside] = arguments;
const KINDS = {
  press: "a[href], button, summary, input[type=submit], input[type=checkbox], input[type=radio]",
  fill: "input:not([type=hidden], [type=checkbox], [type=radio], [type=submit]), textarea, select",
};
const PARTS = "tr, li, fieldset, form, section, article, .card, details";
const plain = (text) => (text ?? "").replace(/[\s\u00a0\u202f]+/g, " ").trim();

// The text of an element without what only eyes see.
const words = (element) => {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("[aria-hidden=true], [hidden]").forEach((part) => part.remove());
  return plain(copy.textContent);
};
const called = (element) => {
  const by = element.getAttribute("aria-labelledby");
  if (by) return plain(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(" "));
  const label = element.getAttribute("aria-label");
  if (label) return plain(label);
  if (element.labels?.length) return plain([...element.labels].map(words).join(" "));
  return words(element) || plain(element.value) || plain(element.title);
};
const usable = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled;
// The smallest part of the page around it that says more than itself.
const around = (element) => {
  let part = element.closest(PARTS);
  while (part && !plain(part.textContent).includes(beside)) part = part.parentElement?.closest(PARTS);
  return part;
};

const all = [...document.querySelectorAll(KINDS[use])].filter(usable);
let found = all.filter((element) => called(element) === name);
if (beside) {
  const near = found.map((element) => [element, around(element)]).filter(([, part]) => part);
  // Of several, those in the smallest part.
  const inner = near.filter(([, part]) => !near.some(([, other]) => other !== part && part.contains(other)));
  found = inner.map(([element]) => element);
}
// Two links to one place are one way.
const places = new Set(found.map((element) => element.href ?? element));
if (places.size === 1) return { found: found[0] };
return { seen: found.length ? [`${found.length} times ${name}`] : all.map(called) };
