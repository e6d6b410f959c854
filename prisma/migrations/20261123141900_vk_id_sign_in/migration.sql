-- Signing in with VK ID is a third way into the console.
ALTER TABLE "console_sessions" DROP CONSTRAINT "console_sessions_channel_check";
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_channel_check" CHECK ("channel" IN ('code', 'vk', 'vkId'));
