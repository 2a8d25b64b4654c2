import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import "./sign-in/sign-in.css";

const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
