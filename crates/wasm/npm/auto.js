// Attaches to every <form data-smtp-doctor> and to address fields with data-smtp outside such forms.

import { attach } from "./attach.js";

function start() {
  for (const form of document.querySelectorAll("form[data-smtp-doctor]")) {
    attach(form, { checkUrl: form.dataset.smtpDoctor || undefined });
  }
  const alone = new Set();
  for (const control of document.querySelectorAll('[data-smtp="address"], [data-smtp="addresses"]')) {
    const root = control.form ?? control.parentElement;
    if (!control.closest("form[data-smtp-doctor]") && !alone.has(root)) {
      alone.add(root);
      attach(root, { guess: false });
    }
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
