// Uploads with a progress bar; without this script the same form posts plainly.
(() => {
  'use strict';
  for (const form of document.querySelectorAll('form[data-upload]')) {
    form.addEventListener('submit', (event) => {
      const files = [...form.querySelector('input[type=file]').files];
      if (!files.length) return;
      event.preventDefault();
      const bar = form.querySelector('progress'), text = form.querySelector('[data-upload-text]'), button = form.querySelector('button');
      const request = new XMLHttpRequest();
      request.open('POST', form.action);
      request.setRequestHeader('Accept', 'application/json, text/html;q=0.5');
      request.upload.onprogress = (progress) => {
        if (!progress.lengthComputable) return;
        bar.value = progress.loaded / progress.total;
        text.textContent = progress.loaded < progress.total
          ? `Uploading, ${Math.round(bar.value * 100)}%` : 'Uploaded; checking the file…';
      };
      const failed = (message) => {
        bar.hidden = true;
        text.className = 'error';
        text.textContent = message;
        button.removeAttribute('aria-disabled');
      };
      request.onload = () => {
        if (request.status < 400) { location.assign(request.responseURL || location.href); if (location.hash) location.reload(); return; }
        let problem = {};
        try { problem = JSON.parse(request.responseText); } catch { /* an error page: the status says enough */ }
        failed(request.status === 413 ? 'This file is larger than the 200 MB that a file may have.' : problem.detail || problem.title || 'The upload failed. Please try again.');
      };
      request.onerror = () => failed('The connection was lost. Choose the file again and retry: nothing is stored twice.');
      bar.hidden = false;
      bar.value = 0;
      text.hidden = false;
      text.className = 'hint';
      text.textContent = `Uploading ${files.length === 1 ? files[0].name : files.length + ' files'}`;
      button.setAttribute('aria-disabled', 'true');
      request.send(new FormData(form));
    });
  }
})();
