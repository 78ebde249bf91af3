import { testsOf } from "./pytest";

await testsOf("client_test.py");
