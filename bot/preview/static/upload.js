// The field of a form that takes files: chosen or dropped, listed with their size, and taken out again.
import { h, icon, iconButton } from "./dom.js";

const MOST_BYTES = 512 * 1024; // of all files together: the page takes requests of 1 MiB, and base64 takes a third more

/** A field of type 19; its values are the files' names, types and contents in base64. */
export function fileField(part) {
  const low = part.min_values ?? 1;
  const high = part.max_values ?? 1;
  let files = [];
  const input = h("input", { type: "file", class: "unseen", multiple: high > 1, dataset: { customId: part.custom_id } });
  const list = h("ul", { class: "upload-files" });
  const hint = h("span", {}, h("b", {}, high > 1 ? "Choose files" : "Choose a file"),
    h("small", {}, high > 1 ? `or drop up to ${high} here` : "or drop it here"));
  const zone = h("div", { class: "upload-zone" }, icon("file"), hint, input);

  function take(added) {
    files = high === 1 ? added.slice(0, 1) : [...files, ...added];
    input.value = ""; // so that a file that was taken out can be chosen again
    show();
  }

  function show() {
    list.replaceChildren(...files.map((file) => h("li", {}, icon("file"), h("span", { class: "upload-name" }, file.name),
      h("small", {}, sized(file.size)),
      iconButton("close", `Take out ${file.name}`, () => { files = files.filter((one) => one !== file); show(); input.focus(); }))));
  }

  zone.addEventListener("click", (event) => { if (event.target !== input) input.click(); });
  input.addEventListener("change", () => take([...input.files]));
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
  return {
    input,
    element: h("div", { class: "upload" }, zone, list),
    values: async () => [[part.custom_id, await Promise.all(files.map(content))]],
    problem(required) {
      if (!files.length && !required) return "";
      if (files.length < low) return low === 1 ? "Please choose a file." : `Choose at least ${low} files.`;
      if (files.length > high) return high === 1 ? "Only one file, please." : `Choose at most ${high} files.`;
      const bytes = files.reduce((sum, file) => sum + file.size, 0);
      return bytes > MOST_BYTES ? `Your files are too powerful: ${sized(bytes)}, of ${sized(MOST_BYTES)} at most.` : "";
    },
  };
}

/** A size in words. */
export function sized(bytes) {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function content(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done({
      name: file.name, type: file.type || "application/octet-stream", data: reader.result.split(",")[1] || "" }));
    reader.addEventListener("error", () => failed(new Error(`${file.name} cannot be read.`)));
    reader.readAsDataURL(file);
  });
}
