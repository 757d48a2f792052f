"""What the handlers find in the application, typed."""

from aiohttp import web

from bot.db import Database
from bot.settings import Settings
from bot.web.content import Content
from bot.web.gates import Gates
from bot.web.relay import Relay
from bot.web.streams import Streams

SETTINGS = web.AppKey("settings", Settings)
CONTENT = web.AppKey("content", Content)
DATABASE = web.AppKey("database", Database)
RELAY = web.AppKey("relay", Relay)
STREAMS = web.AppKey("streams", Streams)
GATES = web.AppKey("gates", Gates)
