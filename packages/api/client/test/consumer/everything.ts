export * from "@watchword/client";
