-- SPDX-License-Identifier: LGPL-2.1-or-later
-- The control interface of a media server (README.md): lines on TCP, loopback only, one reply in one write per command.
-- It knows connections and nothing of hubs; the module executes the commands.

local ADDRESS = "127.0.0.1"
local GREETING = "sipcast-vlc 1\n"
local MAX_LINE = 4096
local MAX_TRIES = 3
local MAX_CONNECTIONS = 32
local MAX_UNSENT = 16 * 1024 * 1024

local function read_secret(path)
    local file = assert(io.open(path, "r"), "the file with the secret can't be read")
    local secret = file:read("*l")
    file:close()
    assert(secret and #secret >= 16, "the secret is too short")
    return secret
end

local secret = read_secret(config.secret)
local libvlc = vlc.object.libvlc()
local connections = {}
local count = 0

-- A VLC that ends answers nobody any more, so that whoever comes in just then starts another.
local function is_ending()
    return vlc.var.get(libvlc, "sipcast-ending") == true
end

local function listen()
    local ok, listener = pcall(vlc.net.listen_tcp, ADDRESS, config.port)
    if not ok then
        vlc.msg.err("port " .. tostring(config.port) .. " can't be bound")
        vlc.misc.quit()
        return nil
    end
    return listener
end

local function tell_clients()
    local authenticated = 0
    for _, connection in pairs(connections) do
        if connection.authenticated then authenticated = authenticated + 1 end
    end
    vlc.var.libvlc_command("sipcast-clients", tostring(authenticated))
end

local function drop(connection)
    if connections[connection.fd] ~= connection then return end
    connections[connection.fd] = nil
    count = count - 1
    vlc.net.close(connection.fd)
    tell_clients()
end

-- Returns false if nothing could be sent.
local function flush(connection)
    if connection.unsent == "" then return true end
    local sent = vlc.net.send(connection.fd, connection.unsent)
    local some = sent ~= nil and sent > 0
    if some then connection.unsent = connection.unsent:sub(sent + 1) end
    if #connection.unsent > MAX_UNSENT then drop(connection) end
    if connection.closing and connection.unsent == "" then drop(connection) end
    return some
end

-- What poll has reported and can't be sent on is gone: poll would report it again at once, for ever.
local function flush_reported(connection)
    if not flush(connection) then drop(connection) end
end

local function reply(connection, text)
    connection.unsent = connection.unsent .. text
    flush(connection)
end

local function refuse(connection)
    connection.tries = connection.tries + 1
    connection.closing = connection.tries >= MAX_TRIES
    reply(connection, "ERR auth wrong or missing secret\n")
end

local function execute(connection, line)
    if #line > MAX_LINE or line:find("[^\32-\126]") then
        reply(connection, "ERR syntax a command is one line of printable ASCII, 4096 octets at most\n")
    elseif is_ending() then
        drop(connection)
    elseif line == "auth " .. secret then
        connection.authenticated = true
        tell_clients()
        reply(connection, "OK\n")
    elseif not connection.authenticated or line:find("^auth ") then
        refuse(connection)
    else
        vlc.var.libvlc_command("sipcast-command", line)
        local answer = vlc.var.get(libvlc, "sipcast-reply")
        if answer == "" then
            drop(connection)
            return
        end
        reply(connection, answer)
        if is_ending() then vlc.misc.quit() end
    end
end

local function receive(connection)
    local data = vlc.net.recv(connection.fd, 65536)
    if not data or data == "" then
        drop(connection)
        return
    end
    connection.unread = connection.unread .. data
    local start = 1
    while not connection.closing and connections[connection.fd] == connection do
        local finish = connection.unread:find("\n", start, true)
        if not finish then break end
        execute(connection, (connection.unread:sub(start, finish - 1):gsub("\r$", "")))
        start = finish + 1
    end
    connection.unread = connection.unread:sub(start)
    if #connection.unread > MAX_LINE + 1 and not connection.closing then
        connection.closing = true
        reply(connection, "ERR syntax the line is too long\n")
    end
end

-- A stranger who only keeps connections open must not lock out the one who knows the secret.
local function make_room()
    local oldest
    for _, connection in pairs(connections) do
        if not connection.authenticated and (not oldest or connection.since < oldest.since) then oldest = connection end
    end
    if oldest then drop(oldest) end
    return oldest ~= nil
end

local function accept(listener)
    local fd = listener:accept()
    if not fd or fd < 0 then return end
    if is_ending() or (count >= MAX_CONNECTIONS and not make_room()) then
        vlc.net.close(fd)
        return
    end
    local connection = {
        fd = fd, unread = "", unsent = "", tries = 0, authenticated = false, closing = false, since = vlc.misc.mdate(),
    }
    connections[fd] = connection
    count = count + 1
    reply(connection, GREETING)
end

local function serve(listener)
    local listening = { listener:fds() }
    while true do
        local polled = {}
        for _, fd in ipairs(listening) do polled[fd] = vlc.net.POLLIN end
        for fd, connection in pairs(connections) do
            -- Who does not read replies gets no more commands done.
            polled[fd] = connection.unsent == "" and vlc.net.POLLIN or vlc.net.POLLOUT
        end
        vlc.net.poll(polled)
        local ready = {}
        for fd, connection in pairs(connections) do
            if polled[fd] and polled[fd] ~= 0 then ready[#ready + 1] = connection end
        end
        for _, connection in ipairs(ready) do
            if connection.unsent ~= "" then flush_reported(connection) else receive(connection) end
        end
        for _, fd in ipairs(listening) do
            if polled[fd] and polled[fd] ~= 0 then accept(listener) end
        end
    end
end

local listener = listen()
if listener then serve(listener) end
