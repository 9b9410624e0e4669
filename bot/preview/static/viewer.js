// An image, large, over the page.
import { h, iconButton } from "./dom.js";

const TOO_SMALL = 0.7; // of its own width: a tall chart that is shown smaller begins at a size that can be read

/** Show the image until it is closed. One that is higher than the window can be had whole, or wide and scrolled. */
export function openImage(address, description) {
  const dialog = h("dialog", { class: "viewer", "aria-label": description || "Image" });
  const close = () => dialog.close();
  const image = h("img", { src: address, alt: description || "" });
  const frame = h("div", { class: "viewer-frame", tabindex: "0", role: "group", "aria-label": "Image; scroll to see all of it" }, image);
  const widen = iconButton("zoom", "Wide, to be read", () => show(!frame.classList.contains("wide")), { "aria-pressed": "false", hidden: true });

  function show(wide) {
    frame.classList.toggle("wide", wide);
    widen.setAttribute("aria-pressed", String(wide));
    frame.scrollTop = 0;
  }

  image.addEventListener("load", () => {
    const room = Math.min(image.naturalWidth, innerWidth * 0.94);
    widen.hidden = image.clientWidth >= room - 1;
    if (!widen.hidden && image.clientWidth < image.naturalWidth * TOO_SMALL) show(true);
  });
  image.addEventListener("click", () => { if (!widen.hidden) show(!frame.classList.contains("wide")); });
  dialog.append(
    frame,
    h("p", {}, description || "", " ", h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, "Open in browser")),
    h("div", { class: "viewer-tools" }, widen, iconButton("close", "Close the image", close)));
  dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("layer").append(dialog);
  dialog.showModal();
}
