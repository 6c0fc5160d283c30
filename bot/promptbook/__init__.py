"""Prompts as files: strict front matter, roles cut before values are filled, a hash of the content. Pure."""

from bot.promptbook.book import Message, Prompt, PromptBook, Rendered, load_promptbook, parse_prompt

__all__ = ["Message", "Prompt", "PromptBook", "Rendered", "load_promptbook", "parse_prompt"]
