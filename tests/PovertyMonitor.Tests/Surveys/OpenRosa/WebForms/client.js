// What a survey client does around ODK Web Forms: gets the form by the form list, its files by the manifest, and posts what is filled in.
import { createApp, h } from 'vue';
import { OdkWebForm, webFormsPlugin, POST_SUBMIT__NEW_INSTANCE } from '@getodk/web-forms';

const asked = new URLSearchParams(location.search);
const headers = { 'X-OpenRosa-Version': '1.0' };
const pathOf = (url) => new URL(url).pathname;
const documentAt = async (path) => new DOMParser().parseFromString(await (await fetch(path, { headers })).text(), 'text/xml');
const textOf = (element, name) => element.getElementsByTagName(name)[0].textContent;

const form = (await documentAt(`${asked.get('project')}/formList`)).getElementsByTagName('xform')[0];
const formXml = await (await fetch(pathOf(textOf(form, 'downloadUrl')))).text();
const manifest = await documentAt(pathOf(textOf(form, 'manifestUrl')));
const files = new Map([...manifest.getElementsByTagName('mediaFile')].map((file) => [textOf(file, 'filename'), pathOf(textOf(file, 'downloadUrl'))]));

const instance = asked.get('edit');
const edited = instance && await (await fetch(instance)).text();
const attached = instance ? await (await fetch(`${instance}/attachments`)).json() : [];
window.answers = [];

const submit = async (payload, callback) => {
  const response = await fetch(`${asked.get('project')}/submission?deviceID=web-forms`, { method: 'POST', headers, body: payload.data[0] });
  window.answers.push({ status: response.status, text: await response.text(), sent: await payload.data[0].get('xml_submission_file').text() });
  callback({ next: POST_SUBMIT__NEW_INSTANCE });
};

createApp({
  render: () => h(OdkWebForm, {
    formXml,
    fetchFormAttachment: (url) => fetch(files.get(String(url).split('/').at(-1))),
    preloadProperties: { username: 'KDR-0001' },
    editInstance: edited ? { resolveInstance: () => edited, attachmentFileNames: attached, resolveAttachment: (name) => fetch(`${instance}/attachments/${name}`) } : undefined,
    onSubmit: submit,
  }),
}).use(webFormsPlugin).mount('#app');
