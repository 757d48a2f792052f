"""Only our own proxies are believed about where a request comes from."""

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.settings import Settings
from bot.web.addresses import client_address, is_https
from bot.web.keys import SETTINGS


def request_through(proxies: int, **headers: str):
    request = make_mocked_request(
        "GET", "/", headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    request.app[SETTINGS] = Settings(secret_key="s" * 32, trusted_proxies=proxies)
    return request


def test_without_a_proxy_of_ours_headers_are_not_believed():
    request = request_through(0, X_Forwarded_For="198.51.100.7", X_Forwarded_Proto="https")
    assert client_address(request) != "198.51.100.7"
    assert not is_https(request)


@pytest.mark.parametrize(
    ("proxies", "address"), [(1, "198.51.100.7"), (2, "203.0.113.9"), (9, "192.0.2.1")]
)
def test_the_address_is_what_the_outermost_proxy_of_ours_saw(proxies, address):
    chain = "192.0.2.1, 203.0.113.9, 198.51.100.7"
    assert client_address(request_through(proxies, X_Forwarded_For=chain)) == address


def test_the_proxy_says_whether_the_connection_is_encrypted():
    assert is_https(request_through(1, X_Forwarded_Proto="https"))


def test_one_customer_with_many_ipv6_addresses_counts_as_one():
    first, second = (
        client_address(request_through(1, X_Forwarded_For=f"2001:db8:1:2::{n}")) for n in (1, 99)
    )
    assert first == second == "2001:db8:1:2::/64"


def test_nonsense_is_one_address():
    assert client_address(request_through(1, X_Forwarded_For="<script>")) == "unknown"
