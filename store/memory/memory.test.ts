import { contract } from "../contract.ts";
import { newMemory, openMemory } from "./open.ts";
import { filled } from "./testing.ts";

const memory = newMemory();
const open = async () => openMemory(memory);

contract("memory", { open, reopen: open, beside: null, grep: filled(memory) });
