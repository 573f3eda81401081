import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.BENCHWRIGHT_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../src/benchwright/server/page",
    emptyOutDir: true,
    sourcemap: false,
    target: "es2022",
    // Data addresses would need an exception in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(["/api", "/artifacts", "/health"].map((path) => [path, { target: server, changeOrigin: true, headers: { origin: server } }])),
  },
});
