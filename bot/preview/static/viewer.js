// An image, large, over the page.
import { h, iconButton } from "./dom.js";

/** Show the image until it is closed. */
export function openImage(address, description) {
  const dialog = h("dialog", { class: "viewer", "aria-label": description || "Image" });
  const close = () => dialog.close();
  dialog.append(
    h("img", { src: address, alt: description || "" }),
    h("p", {}, description || "", " ", h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, "Open in browser")),
    iconButton("close", "Close the image", close));
  dialog.addEventListener("click", (event) => { if (event.target === dialog) close(); });
  dialog.addEventListener("close", () => dialog.remove());
  document.getElementById("layer").append(dialog);
  dialog.showModal();
}
