/** Whether a header sounds like a password: its column is taken for one, whatever it is mapped to. */

const secret =
  /passw|passphrase|\bpwd\b|kennwort|mot de passe|\bmdp\b|contraseña|contrasena|senha|parola d'accesso|wachtwoord|hasło|heslo|пароль|パスワード|密码|密碼|\bsecret\b/i

export const soundsSecret = (header: string): boolean => secret.test(header)
