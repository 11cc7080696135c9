"""How the Hangul reader of `bot.reading` was trained: `README.md` beside this file goes through it."""
