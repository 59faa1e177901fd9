# The text after ## is what `make help` prints.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
# Wheels only: a source package would build with tools that no hash holds.
PIP_INSTALL := $(PY) -m pip --disable-pip-version-check install
LOCKED := --require-hashes --only-binary :all:
# A stamp is newer than the lock it was made from, so that a second run is quick.
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development
MEASUREMENT := .venv/.measurement
NODE := $(if $(wildcard package.json),node_modules/.installed)
# Without npm the site is made all the same; /edit/ then says that the form is missing.
FORM := $(if $(shell command -v npm),node_modules/@sveltia/cms/package.json)
UV = $(firstword $(wildcard .venv/bin/uv) $(shell command -v uv))
WORKERS ?= auto

.PHONY: help
help: ## 列出这些命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(DEVELOPMENT) $(NODE) setup-browser ## 装好运行和测试所需的一切（在 .venv/ 和 node_modules/）

.PHONY: site
site: $(RUNTIME) $(FORM) ## 生成演示城市的网站，放在 site/
	$(PY) -m tests.demo.replay build/demo
	$(PY) publish.py build --root build/demo --out site
	@echo
	@echo '网站在 site/，检索索引在 site/pagefind/。查看：'
	@echo '  $(PY) -m http.server --bind 127.0.0.1 --directory site 8000'
	@echo '然后在浏览器打开 http://127.0.0.1:8000/'

.PHONY: form
form: node_modules/@sveltia/cms/package.json ## 装好网页表单的程序（在 node_modules/）

.PHONY: test
test: setup ## 运行全部测试
	$(PY) -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal

.PHONY: lint
lint: $(DEVELOPMENT) ## 检查代码：ruff 和 mypy --strict
	$(PY) -m ruff check .
	$(PY) -m mypy --strict

.PHONY: check
check: $(RUNTIME) ## 检查 lists/ 里的记录
	$(PY) publish.py check

.PHONY: generate
generate: $(RUNTIME) ## 从模型重新生成 schemas/ 等文件
	$(PY) publish.py generate

.PHONY: bless
bless: setup ## 接受测试输出的变化（先看过差异），写进 tests/expected/
	$(PY) -m pytest --bless --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal
	git diff --stat -- tests/expected

.PHONY: serve
serve: $(RUNTIME) ## 在本机预览网站，保存文件后自动更新
	$(PY) publish.py serve

.PHONY: bench
bench: $(MEASUREMENT) ## 与 Hugo 等并排测量，达不到标准就返回 1（N=件数 ONLY=项目）
	$(PY) -m tests.benchmarks $(if $(N),--n $(N)) $(if $(ONLY),--only $(ONLY))

.PHONY: lock
lock: ## 按 pyproject.toml 重写锁文件（UPGRADE=--upgrade 取新版本）
	@test -n "$(UV)" || { echo '没有 uv：先运行 make setup，再运行 make lock。'; exit 3; }
	$(call compile,requirements.txt,--group build)
	$(call compile,requirements-dev.txt,--group build --group dev --constraint requirements.txt)
	$(call compile,requirements-bench.txt,--group build --group bench --constraint requirements.txt)

# Universal: one lock for every system and Python from 3.11. No index address
# is written, so that a city may install from a mirror of its own.
define compile
$(UV) pip compile pyproject.toml $(2) --output-file $(1) --quiet $(UPGRADE) \
	--universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url
endef

.PHONY: clean
clean: ## 删除一切能重新生成的东西，包括 .venv/
	rm -rf .venv node_modules site dist build .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.txt pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo '需要 Python 3.11 或更新的版本（可用 make PYTHON=路径 指定）。'; exit 3; }
	@echo '在 .venv/ 安装锁定的包……'
	"$(PYTHON)" -m venv .venv
	$(PIP_INSTALL) $(LOCKED) -r requirements.txt
	$(PIP_INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOPMENT): $(RUNTIME) requirements-dev.txt
	@echo '在 .venv/ 安装测试所需的包……'
	$(PIP_INSTALL) $(LOCKED) -r requirements-dev.txt
	@touch $@

$(MEASUREMENT): $(DEVELOPMENT) requirements-bench.txt
	@echo '在 .venv/ 安装性能测量所需的包……'
	$(PIP_INSTALL) $(LOCKED) -r requirements-bench.txt
	@touch $@

node_modules/.installed: package.json package-lock.json
	@command -v npm > /dev/null || { echo '需要 Node 20（npm）。'; exit 3; }
	@echo '在 node_modules/ 安装网页检查工具……'
	npm ci --no-audit --no-fund
	@touch $@

node_modules/@sveltia/cms/package.json: package.json package-lock.json
	@command -v npm > /dev/null || { echo '需要 Node 20（npm）。'; exit 3; }
	@echo '在 node_modules/ 安装网页表单……'
	npm ci --omit=dev --no-audit --no-fund
	@touch $@

.PHONY: setup-browser
setup-browser: $(RUNTIME) ## 找到 Chromium；没有就从 Debian 安装
	@$(if $(CHROMIUM),$(PY) tests/support/chromium.py,$(PY) tests/support/chromium.py 2> /dev/null || $(MAKE) install-browser)

.PHONY: install-browser
install-browser:
	@command -v apt-get > /dev/null || { echo '没有 Chromium，也没有 apt-get：自行安装，再用环境变量 CHROMIUM 写明它的路径。'; exit 3; }
	@test "$$(id -u)" = 0 || command -v sudo > /dev/null \
		|| { echo '没有 Chromium：以 root 运行 apt-get install chromium fonts-noto-cjk，再运行一次。'; exit 3; }
	@echo '安装 Debian 的 Chromium 和中文字体……'
	$(SUDO) apt-get update
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium fonts-noto-cjk
	@$(PY) tests/support/chromium.py
SUDO = $(if $(filter 0,$(shell id -u)),,sudo)
