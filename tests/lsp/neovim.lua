-- neovim.lua - what a person does in an editor, by Neovim's own client: opens files, reads
-- diagnostics, types, takes actions, hovers. The results go to $RESULT as JSON; the test is
-- tests/lsp_neovim_test.py. Written for Neovim 0.7, which Debian 12 has.

local patience = tonumber(vim.env.PATIENCE) * 1000
local result = {}

local function codes(buffer)
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, each.code or each.user_data.lsp.code)
  end
  table.sort(found)
  return found
end

local function wait_for(what, fits)
  if not vim.wait(patience, fits, 20) then
    error(what .. " did not come")
  end
end

local function lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
end

-- The server says what it has read; before that it has no actions that need the tree.
local read = false
vim.lsp.handlers["window/logMessage"] = function(_, params)
  read = read or params.message:find("^read ") ~= nil
end

local client = vim.lsp.start_client({
  name = "seclint",
  cmd = { vim.env.SECLINT, "lsp" },
  root_dir = vim.fn.getcwd(),
})

local function open(name)
  vim.cmd("edit " .. name)
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client)
  return buffer
end

-- Takes the one action of the line whose title has word in it.
local function act(buffer, line, word, done)
  vim.ui.select = function(items, _, on_choice)
    for _, item in ipairs(items) do
      if item[2].title:find(word, 1, true) then
        return on_choice(item)
      end
    end
    error("no action " .. word)
  end
  vim.api.nvim_win_set_cursor(0, { line, 0 })
  vim.lsp.buf.code_action()
  wait_for("what the action does", done)
end

local function hover(buffer, line, column)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = line, character = column },
  }
  local answers = vim.lsp.buf_request_sync(buffer, "textDocument/hover", params, patience)
  return answers[client].result.contents.value
end

local function run()
  -- A .env that git would take.
  local env = open(".env")
  wait_for("secret-not-ignored", function()
    return vim.tbl_contains(codes(env), "secret-not-ignored")
  end)
  wait_for("the tree", function()
    return read
  end)
  result.env_before = codes(env)
  result.env_hover = hover(env, 1, 20)
  act(env, 1, "settle secret-not-ignored", function()
    return vim.fn.bufnr(".gitignore") > 0
      and #table.concat(lines(vim.fn.bufnr(".gitignore"))) > 0
  end)
  local ignore = vim.fn.bufnr(".gitignore")
  result.ignore = lines(ignore)
  vim.api.nvim_buf_call(ignore, function()
    vim.cmd("write")
  end)
  wait_for("the protection", function()
    local found = vim.diagnostic.get(env)
    return #found == 1 and found[1].severity == vim.diagnostic.severity.INFO
  end)
  result.env_after = codes(env)

  -- A YAML file: typed, with characters of several units, then allowed.
  vim.cmd("edit! settings.yml")
  local yaml = open("settings.yml")
  wait_for("the finding in YAML", function()
    return #codes(yaml) == 1
  end)
  result.yaml_before = codes(yaml)
  vim.api.nvim_buf_set_lines(yaml, 0, 0, false, { "# \240\159\152\128 typed", "b: 2" })
  wait_for("the finding two lines below", function()
    local found = vim.diagnostic.get(yaml)
    return #found == 1 and found[1].lnum == 3
  end)
  local place = vim.diagnostic.get(yaml)[1]
  result.yaml_marked = lines(yaml)[place.lnum + 1]:sub(place.col + 1, place.end_col)
  act(yaml, 4, "allow github-pat", function()
    return table.concat(lines(yaml), "\n"):find("seclint:allow", 1, true) ~= nil
  end)
  wait_for("the end of the finding", function()
    return #codes(yaml) == 0
  end)
  result.yaml = lines(yaml)
  vim.cmd("write")
end

local ok, err = pcall(run)
result.error = not ok and tostring(err) or nil
local file = io.open(vim.env.RESULT, "w")
file:write(vim.fn.json_encode(result))
file:close()
vim.lsp.stop_client(client)
wait_for("the end of the server", function()
  return vim.lsp.client_is_stopped(client)
end)
vim.cmd("qall!")
