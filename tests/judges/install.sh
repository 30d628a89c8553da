#!/bin/sh
# Installs the independent programs where this machine lets us; says what it could not.
# The tests skip what is missing, each with its reason.
set -u

debian() {
	need=""
	for pair in calcurse:calcurse soffice:libreoffice-writer pdftotext:poppler-utils qpdf:qpdf \
		chromium:chromium cc:gcc node:nodejs npm:npm zbarimg:zbar-tools; do
		command -v "${pair%%:*}" >/dev/null 2>&1 || need="$need ${pair##*:}"
	done
	[ -f /usr/include/libical/ical.h ] || need="$need libical-dev"
	[ -z "$need" ] && return
	if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
		echo "judges: not installed here (needs root and apt-get):$need"
		return
	fi
	export DEBIAN_FRONTEND=noninteractive
	apt-get update -qq >/dev/null 2>&1
	for package in $need; do
		apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
			echo "judges: $package could not be installed"
	done
}

javascript() {
	here=var/judges/node_modules
	[ -d $here/rrule ] && [ -d $here/ical.js ] && [ -d $here/axe-core ] && [ -d $here/playwright-core ] &&
		return
	npm install --silent --no-audit --no-fund --prefix var/judges rrule@2.8.1 ical.js@2.2.1 \
		axe-core@4.14.1 playwright-core@1.65.1 >/dev/null 2>&1 ||
		echo "judges: rrule.js, ical.js, axe and Playwright could not be installed (npm)"
}

# Beside the environment of the tests, whose lock does not hold it.
python() {
	[ -d var/judges/python/recurring_ical_events ] && [ -d var/judges/python/page ] && return
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
		--target var/judges/python recurring-ical-events==3.8.2 x-wr-timezone==2.0.1 \
		page-validation==0.11.0 >/dev/null 2>&1 ||
		echo "judges: recurring-ical-events and page-validation could not be installed (pip)"
}

# In an environment of their own: they ask for other versions than ours.
clients() {
	[ -x var/judges/clients/bin/khal ] && [ -x var/judges/clients/bin/vdirsyncer ] && return
	.venv/bin/python -m venv var/judges/clients >/dev/null 2>&1 &&
		var/judges/clients/bin/python -m pip install --quiet --disable-pip-version-check \
			khal==0.14.1 vdirsyncer==0.21.0 >/dev/null 2>&1 ||
		echo "judges: khal and vdirsyncer could not be installed (pip)"
}

debian
javascript
python
clients
exit 0
