import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** React Aria carries its own few words in some thirty languages; the interface speaks two. */
function twoAriaLanguages(): Plugin {
  return {
    name: "two-aria-languages",
    enforce: "pre",
    load: {
      filter: { id: /react-(?:aria|stately|aria-components)\/dist\/private\/intl\/.*[a-z]{2}-[A-Z]{2}\.mjs$/ },
      handler(id) {
        return /(?:fr-FR|en-US)\.mjs$/.test(id) ? null : 'export { default } from "./en-US.mjs";';
      },
    },
  };
}

const server = process.env.DEV_SERVER ?? "http://127.0.0.1:3000";

export default defineConfig({
  root: "client",
  plugins: [twoAriaLanguages(), react()],
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    // No data: addresses, no inline script: the content security policy allows our own files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(?:react|react-dom|scheduler|wouter|regexparam)\// },
            { name: "socket", test: /node_modules\/(?:socket\.io-[a-z]+|engine\.io-[a-z]+|@socket\.io)\// },
            // All that every visit begins with, in one file: a dozen small ones compress worse.
            { name: "index", tags: ["$initial"] },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": { target: server },
      "/socket.io": { target: server, ws: true },
    },
  },
});
